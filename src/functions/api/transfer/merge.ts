export { mergeTransfer as handler } from '../../../http/call-routes.ts';
