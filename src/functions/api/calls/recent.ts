export { recentCalls as handler } from '../../../http/api/history.ts';
