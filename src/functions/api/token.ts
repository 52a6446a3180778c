export { token as handler } from '../../http/token-route.ts';
