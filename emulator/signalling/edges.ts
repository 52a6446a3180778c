/** Twilio's edges by the region that each belongs to. https://www.twilio.com/docs/global-infrastructure/edge-locations */
const REGIONS: Readonly<Record<string, string>> = {
  sydney: 'au1',
  'sao-paulo': 'br1',
  dublin: 'ie1',
  frankfurt: 'de1',
  tokyo: 'jp1',
  singapore: 'sg1',
  umatilla: 'us2',
};
/** The edge that `roaming` means for this computer. */
const NEAREST = 'ashburn';

export interface Edge {
  readonly edge: string;
  readonly region: string;
}

/**
 * The edge that a page asked for by the host of its signalling.
 * @param url the address of the socket; `host` in its query is the host that the page asked for, such as
 * `voice-js.dublin.twilio.com`
 */
export function edgeOf(url = ''): Edge {
  const host = new URL(url, 'ws://localhost').searchParams.get('host') ?? '';
  const asked = /^voice-js\.([\w-]+)\.twilio\.com$/.exec(host)?.[1] ?? 'roaming';
  const edge = asked === 'roaming' ? NEAREST : asked;
  return { edge, region: REGIONS[edge] ?? 'us1' };
}
