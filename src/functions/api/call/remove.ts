export { removeParty as handler } from '../../../http/api/call.ts';
