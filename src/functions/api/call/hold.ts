export { holdParty as handler } from '../../../http/call-routes.ts';
