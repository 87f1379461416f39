import { useRouteError } from 'react-router';
import { Page } from '../parts/Page';
import { Failure } from '../parts/States';
import { texts } from '../texts';

/** What is shown in place of a page that failed. */
export function Broken() {
  const error = useRouteError();
  return (
    <Page title={texts.failed}>
      <Failure error={error} again={() => location.reload()} />
    </Page>
  );
}
