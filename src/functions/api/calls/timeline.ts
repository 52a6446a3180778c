export { callTimeline as handler } from '../../../http/history-routes.ts';
