namespace Microsoft.Azure.Functions.Worker;

/// <summary>Makes a method a function and gives it the name by which triggers and orchestrators call it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class FunctionAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
