namespace DurableSagas.LocalHost.Keys;

/// <summary>What a key opens, and what a function asks for.</summary>
internal enum AccessLevel
{
    Anonymous,

    /// <summary>Only App Service authentication gives it; of the keys, the master key alone passes.</summary>
    User,
    Function,
    System,
    Admin,
}
