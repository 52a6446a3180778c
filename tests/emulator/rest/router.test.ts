import { routed } from '../../../emulator/rest/router.ts';
import { request } from '../../support/emulator/functions-bench.ts';

const echo = routed([
  { method: 'POST', path: '/things', run: ({ form }) => ({ json: Object.fromEntries(form) }) },
]);

// twilio-node 3 posts its fields so.
it('reads the fields of a multipart form, and leaves its files', async () => {
  const form = new FormData();
  form.append('Body', 'Grüße\r\n--');
  form.append('To', '+15551230000');
  form.append('Content', new Blob(['x']), 'x.js');
  const encoded = new Response(form);
  const body = Buffer.from(await encoded.arrayBuffer());
  const headers = { 'content-type': encoded.headers.get('content-type') ?? '' };
  const answer = await echo(request('POST', '/things', { headers, body }));
  expect(JSON.parse(String(answer.body))).toEqual({ Body: 'Grüße\r\n--', To: '+15551230000' });
});
