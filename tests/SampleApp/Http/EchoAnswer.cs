namespace DurableSagas.SampleApp.Http;

/// <summary>A request as the worker saw it.</summary>
public sealed record EchoAnswer(
    string Method,
    string Url,
    string? Rest,
    IReadOnlyDictionary<string, string> Query,
    IReadOnlyDictionary<string, string[]> Headers,
    IReadOnlyDictionary<string, string> Cookies,
    int Length,
    string Sha256);
