using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;

namespace DurableSagas.EmbeddedHost.Functions;

/// <summary>One parameter on its way through the converters.</summary>
internal sealed class ParameterConversion(InvocationContext context, FunctionParameter parameter, object? source) : ConverterContext
{
    public string ParameterName => parameter.Name;

    public override Type TargetType => parameter.Type;

    public override object? Source { get; } = source;

    public override FunctionContext FunctionContext => context;

    public override IReadOnlyDictionary<string, object> Properties => parameter.Properties;
}
