export { pageGone as handler } from '../../../http/api/presence.ts';
