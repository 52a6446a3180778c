export { saveWrapUp as handler } from '../../../http/api/history.ts';
