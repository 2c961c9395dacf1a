namespace DurableSagas.SagaFunctions.Outgoing;

/// <summary>Says why a call got no answer, without the addresses that the exception's own message names.</summary>
internal static class OutgoingFault
{
    /// <summary>Behind "did not answer: ".</summary>
    public static string Of(Exception exception) => (exception as HttpRequestException)?.HttpRequestError switch
    {
        HttpRequestError.ConnectionError => "there is no connection",
        HttpRequestError.NameResolutionError => "its host's name is not known",
        HttpRequestError.ProxyTunnelError => "the proxy lets nothing through",
        HttpRequestError.SecureConnectionError => "the connection would not be secure",
        _ => "the connection broke",
    };

    /// <summary>When an answer says to ask again; null when it does not.</summary>
    public static TimeSpan? RetryAfterOf(HttpResponseMessage response, TimeProvider time) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > time.GetUtcNow() => date - time.GetUtcNow(),
        _ => null,
    };
}
