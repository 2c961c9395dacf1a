namespace DurableSagas.SagaFunctions.Settings;

/// <summary>A setting that is the URL of a service.</summary>
/// <param name="credentials">The settings that say who calls it: the URL does not.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class HttpUrlAttribute(string credentials) : SettingAttribute
{
    public string Credentials { get; } = credentials;

    public bool IsOptional { get; init; }

    protected override string? FaultOf(object? value) => value switch
    {
        null when IsOptional => null,
        not Uri => "is missing; expected an absolute URL, such as 'https://bank.example'.",
        Uri { IsAbsoluteUri: false } url => $"is '{url}'; it must be an absolute URL.",
        // Not quoted: the user information may be a password.
        Uri { UserInfo.Length: > 0 } => $"must not hold a user or password; set {Credentials}.",
        Uri url when (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp) || url.Query.Length > 0 || url.Fragment.Length > 0 =>
            $"is '{url}'; it must be an http or https URL without query and fragment.",
        _ => null,
    };
}
