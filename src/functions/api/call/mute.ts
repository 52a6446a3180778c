export { muteParty as handler } from '../../../http/call-routes.ts';
