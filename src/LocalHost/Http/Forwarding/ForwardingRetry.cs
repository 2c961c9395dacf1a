namespace DurableSagas.LocalHost.Http.Forwarding;

/// <summary>Tries again where the worker's web server does not listen yet: it announces its address before it does.</summary>
internal sealed class ForwardingRetry(HttpMessageHandler worker) : DelegatingHandler(worker)
{
    private const int MaxAttempts = 10;
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(100);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConnectionError && attempt < MaxAttempts)
            {
                await Task.Delay(_interval, cancellationToken);
            }
        }
    }
}
