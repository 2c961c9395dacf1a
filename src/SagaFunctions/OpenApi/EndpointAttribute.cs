namespace DurableSagas.SagaFunctions.OpenApi;

/// <summary>What the contract says of an HTTP function beyond what its trigger says.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EndpointAttribute(string summary) : Attribute
{
    public string Summary { get; } = summary;

    /// <summary>The type of its body; null when it takes none, or one for each saga.</summary>
    public Type? Takes { get; init; }

    /// <summary>Whether the route's <c>{name}</c> is a definition's name, and the body that definition's request.</summary>
    public bool IsStarter { get; init; }

    /// <summary>Whether <see cref="Takes"/> is a start's body, beside which others may stand.</summary>
    public bool TakesStart { get; init; }
}
