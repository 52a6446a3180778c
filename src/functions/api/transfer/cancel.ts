export { cancelTransfer as handler } from '../../../http/call-routes.ts';
