import { useEffect, useRef } from 'react';
import { useRouteError } from 'react-router';
import { useConnection } from '../api/stream';
import { Page } from '../parts/Page';
import { Failure } from '../parts/States';
import { texts } from '../texts';

/** What is shown in place of a page that failed: where it could not be fetched, until the server is there again. */
export function Broken() {
  const error = useRouteError();
  const connection = useConnection();
  const wasLost = useRef(false);
  useEffect(() => {
    if (connection === 'lost') {
      wasLost.current = true;
    } else if (connection === 'live' && wasLost.current) {
      location.reload();
    }
  }, [connection]);
  return (
    <Page title={texts.failed}>
      <Failure error={error} again={() => location.reload()} />
    </Page>
  );
}
