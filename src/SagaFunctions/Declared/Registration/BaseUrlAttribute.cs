using DurableSagas.SagaFunctions.Settings;

namespace DurableSagas.SagaFunctions.Declared.Registration;

/// <summary>A setting that is the URL of a participant: calls are put behind it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class BaseUrlAttribute : SettingAttribute
{
    protected override string? FaultOf(object? value) => value switch
    {
        not Uri => "is missing; expected an absolute URL, such as 'https://bank.example'.",
        Uri { IsAbsoluteUri: false } url => $"is '{url}'; it must be an absolute URL.",
        // Not quoted: the user information may be a password.
        Uri { UserInfo.Length: > 0 } => "must not hold a user or password; set Key, BearerToken or Scope.",
        Uri url when (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp) || url.Query.Length > 0 || url.Fragment.Length > 0 =>
            $"is '{url}'; it must be an http or https URL without query and fragment.",
        _ => null,
    };
}
