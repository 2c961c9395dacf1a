using Microsoft.Azure.Functions.Worker.Converters;

namespace Microsoft.Azure.Functions.Worker.Extensions.Http.Converters;

internal sealed class FromBodyConverter : IInputConverter
{
    public async ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        try
        {
            var value = await ReadAsync(context.FunctionContext, context.TargetType);
            return ConversionResult.Success(value);
        }
        catch (Exception exception)
        {
            return ConversionResult.Failed(exception);
        }
    }

    private static async ValueTask<object?> ReadAsync(FunctionContext context, Type targetType)
    {
        if (context.Features.Get<IFromBodyConversionFeature>() is { } feature)
        {
            return await feature.ConvertAsync(context, targetType);
        }

        var request = await context.GetHttpRequestDataAsync() ?? throw new InvalidOperationException(
            $"Function '{context.FunctionDefinition.Name}' has a [FromBody] parameter but was not started by an HTTP request. " +
            "Give it an [HttpTrigger].");
        return await WorkerSerializer.Of(context).DeserializeAsync(request.Body, targetType, context.CancellationToken);
    }
}
