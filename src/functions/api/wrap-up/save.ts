export { saveWrapUp as handler } from '../../../http/history-routes.ts';
