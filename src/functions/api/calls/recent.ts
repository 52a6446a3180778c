export { recentCalls as handler } from '../../../http/history-routes.ts';
