using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DurableSagas.EmbeddedHost.Functions;

/// <summary>Tries the converters in the order of the worker's options; a parameter's own converter goes first.</summary>
internal sealed class InputConversion(IServiceProvider services, IOptions<WorkerOptions> options)
{
    private readonly ConcurrentDictionary<Type, IInputConverter> _converters = new();
    private readonly Type[] _order = [.. options.Value.InputConverters];

    public async ValueTask<object?> ConvertAsync(ParameterConversion parameter, Type? ownConverter = null)
    {
        if (ownConverter is not null && await TryAsync(parameter, ownConverter) is { Status: ConversionStatus.Succeeded } own)
        {
            return own.Value;
        }

        foreach (var converter in _order)
        {
            if (await TryAsync(parameter, converter) is { Status: ConversionStatus.Succeeded } result)
            {
                return result.Value;
            }
        }

        return parameter.Source is null ? null : throw Failure(parameter, null);
    }

    private async ValueTask<ConversionResult> TryAsync(ParameterConversion parameter, Type converterType)
    {
        var converter = _converters.GetOrAdd(
            converterType, type => (IInputConverter)ActivatorUtilities.GetServiceOrCreateInstance(services, type));
        var result = await converter.ConvertAsync(parameter);
        return result.Status == ConversionStatus.Failed ? throw Failure(parameter, result.Error) : result;
    }

    private static FunctionInputConverterException Failure(ParameterConversion parameter, Exception? error) => new(
        $"Error converting 1 input parameters for Function '{parameter.FunctionContext.FunctionDefinition.Name}': " +
        $"Cannot convert input parameter '{parameter.ParameterName}' to type '{parameter.TargetType.FullName}' " +
        $"from type '{parameter.Source?.GetType().FullName ?? "null"}'. Error:{error?.Message ?? "no converter takes it"}",
        error);
}
