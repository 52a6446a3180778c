/** Twilio's refusals of a deploy, with what to do. Both share the code 20001. */
const REFUSALS: readonly (readonly [sign: RegExp, advice: string])[] = [
  [
    /No matching version found for @twilio\/runtime-handler@(\S+?)\.?\s/,
    'Twilio does not take this version of @twilio/runtime-handler, although npm has it. Write an exact version of ' +
      'https://www.twilio.com/docs/serverless/functions-assets/handler into package.json (2.0.1 is this project’s own), ' +
      'then: npm install && npm run deploy',
  ],
  [
    /unsupported runtime: (\S+)/,
    'Twilio no longer builds for this version of Node. Write one of ' +
      'https://www.twilio.com/docs/serverless/functions-assets/node-upgrade as `runtime` into .twilioserverlessrc ' +
      '(node22 is this project’s own), then: npm run deploy',
  ],
];

/**
 * Says what to do about a deploy that Twilio refused.
 * @param words the output of the toolkit
 * @returns undefined when the refusal is not known
 */
export function adviceAbout(words: string): string | undefined {
  // The toolkit breaks lines to the terminal's width.
  const text = words.replaceAll(/[│\s]+/g, ' ');
  return REFUSALS.find(([sign]) => sign.test(text))?.[1];
}
