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
 * @param url the address of the socket; `host` in its query is the host that the page asked for: `voice-js.dublin.twilio.com`,
 * or `chunderw-vpc-gll-ie1.twilio.com` of an SDK before 2.3, which names the region
 */
export function edgeOf(url = ''): Edge {
  const host = new URL(url, 'ws://localhost').searchParams.get('host') ?? '';
  const asked = /^voice-js\.([\w-]+)\.twilio\.com$/.exec(host)?.[1] ?? edgeIn(host);
  const edge = asked === 'roaming' ? NEAREST : asked;
  return { edge, region: REGIONS[edge] ?? 'us1' };
}

/** https://github.com/twilio/twilio-voice.js/blob/2.2.0/lib/twilio/regions.ts */
function edgeIn(host: string): string {
  const region = /^chunderw-vpc-gll-(\w+)/.exec(host)?.[1];
  return Object.keys(REGIONS).find((edge) => REGIONS[edge] === region) ?? 'roaming';
}
