namespace DurableSagas.LocalHost.Management;

/// <summary>Where this host is reached; the front knows it once Kestrel listens, the links of the management API need it.</summary>
internal interface IHostAddress
{
    /// <summary>For example <c>http://localhost:7071/</c>.</summary>
    Uri BaseUri { get; }

    /// <summary>Goes into links as <c>code=</c>; null where no keys are asked for.</summary>
    string? SystemKey { get; }
}
