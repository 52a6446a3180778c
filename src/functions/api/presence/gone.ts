export { pageGone as handler } from '../../../http/presence-routes.ts';
