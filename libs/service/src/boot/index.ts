export { boot } from './boot';
export { HttpListener } from './http-listener';
