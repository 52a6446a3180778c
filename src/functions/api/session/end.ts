export { endSession as handler } from '../../../http/api/session.ts';
