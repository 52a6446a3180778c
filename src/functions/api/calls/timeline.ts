export { callTimeline as handler } from '../../../http/api/history.ts';
