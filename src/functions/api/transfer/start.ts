export { startTransfer as handler } from '../../../http/call-routes.ts';
