export { desk as handler } from '../../http/desk-route.ts';
