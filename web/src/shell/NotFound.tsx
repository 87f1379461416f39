import { Button } from '@fluentui/react-components';
import { useNavigate } from 'react-router';
import { Page } from '../parts/Page';
import { Empty } from '../parts/States';
import { texts } from '../texts';

export function NotFound() {
  const navigate = useNavigate();
  return (
    <Page title={texts.notFound}>
      <Empty title={texts.notFound} hint={texts.notFoundHint}>
        <Button appearance="primary" onClick={() => void navigate('/')}>
          {texts.goHome}
        </Button>
      </Empty>
    </Page>
  );
}
