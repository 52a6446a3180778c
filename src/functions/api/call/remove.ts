export { removeParty as handler } from '../../../http/call-routes.ts';
