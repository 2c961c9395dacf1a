namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>Makes a function's parameter from what the trigger carried, or leaves it to the next converter.</summary>
public interface IInputConverter
{
    ValueTask<ConversionResult> ConvertAsync(ConverterContext context);
}
