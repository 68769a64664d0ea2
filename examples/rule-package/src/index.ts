import { definePlugin, type Plugin } from '@fluxvet/core';
import { productionApps } from './production-apps.js';

const plugin: Plugin = definePlugin({
  apiVersion: 1,
  name: '@example/fluxvet-rules',
  version: '1.0.0',
  namespace: 'example',
  rules: [productionApps],
  presets: { recommended: { rules: { 'production-apps': 'on' } } },
});
export default plugin;
