// One line under the header while the device has no network.
import { useSyncExternalStore } from 'react';
import { useWords } from '../i18n/words.ts';
import { Sign } from './sign.tsx';

function subscribe(notify: () => void): () => void {
  addEventListener('online', notify);
  addEventListener('offline', notify);
  return () => {
    removeEventListener('online', notify);
    removeEventListener('offline', notify);
  };
}

export function OfflineLine() {
  const { say } = useWords();
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <div role="status">
      {!isOnline && (
        <p className="offline-line">
          <Sign name="triangle" />
          {say('offline.line')}
        </p>
      )}
    </div>
  );
}
