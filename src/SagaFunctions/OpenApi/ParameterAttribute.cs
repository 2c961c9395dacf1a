namespace DurableSagas.SagaFunctions.OpenApi;

/// <summary>A parameter that an HTTP function reads from its query, or from a header.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ParameterAttribute(string name, string description) : Attribute
{
    public string Name { get; } = name;

    public string Description { get; } = description;

    public bool IsHeader { get; init; }

    public Type Type { get; init; } = typeof(string);
}
