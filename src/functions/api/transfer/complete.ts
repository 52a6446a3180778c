export { completeTransfer as handler } from '../../../http/call-routes.ts';
