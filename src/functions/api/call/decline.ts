export { declineCall as handler } from '../../../http/call-routes.ts';
