export { swapTransfer as handler } from '../../../http/call-routes.ts';
