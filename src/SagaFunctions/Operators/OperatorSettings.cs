namespace DurableSagas.SagaFunctions.Operators;

/// <summary>By what the app tells an operator from other callers.</summary>
/// <param name="Key">What the header <c>x-operator-key</c> must hold; null when no key makes an operator.</param>
/// <param name="Role">The app role that makes an operator, where App Service authentication is on; null elsewhere.</param>
/// <param name="IsOpen">Nobody is asked: a developer's machine without keys.</param>
internal sealed record OperatorSettings(string? Key, string? Role, bool IsOpen)
{
    public const string KeySetting = "OperatorKey";
    public const string RoleSetting = "OperatorRole";

    /// <summary>Of App Service: whether its authentication is on.</summary>
    public const string SignInSetting = "WEBSITE_AUTH_ENABLED";

    public const int MinKeyLength = 16;
}
