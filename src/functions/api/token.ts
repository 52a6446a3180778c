export { token as handler } from '../../http/api/token.ts';
