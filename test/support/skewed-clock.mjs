// For `--import` before a part of the system: its clock is off by SKEWED_BY_MS.
const by = Number(process.env['SKEWED_BY_MS']);
const soundNow = Date.now;
Date.now = () => soundNow() + by;
globalThis.Date = new Proxy(Date, {
  construct: (target, given, made) => Reflect.construct(target, given.length > 0 ? given : [target.now()], made),
  apply: (target) => new target(target.now()).toString(),
});
