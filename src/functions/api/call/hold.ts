export { holdParty as handler } from '../../../http/api/call.ts';
