using System.Globalization;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Extensions.Options;

namespace DurableSagas.EmbeddedHost.Functions;

/// <summary>Converts the text of a route, a query string or a body's property: plain types first, the rest as JSON.</summary>
internal sealed class ValueConverter(IOptions<WorkerOptions> options) : IInputConverter
{
    public async ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        var type = Nullable.GetUnderlyingType(context.TargetType) ?? context.TargetType;
        return context.Source switch
        {
            null => ConversionResult.Unhandled(),
            { } source when type.IsInstanceOfType(source) => ConversionResult.Success(source),
            string { Length: 0 } when context.TargetType != type => ConversionResult.Success(null),
            string text => Plain(text, type) is { } value ? ConversionResult.Success(value) : await JsonAsync(text, type),
            _ => ConversionResult.Unhandled(),
        };
    }

    private static object? Plain(string text, Type type) =>
        type == typeof(Guid) ? Guid.TryParse(text, out var guid) ? (object)guid : null
        : type == typeof(DateTimeOffset) ? DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var instant) ? instant : null
        : type == typeof(DateTime) ? DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var date) ? date : null
        : type == typeof(byte[]) ? Encoding.UTF8.GetBytes(text)
        : type == typeof(ReadOnlyMemory<byte>) ? (object)new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(text))
        : null;

    private async ValueTask<ConversionResult> JsonAsync(string text, Type type)
    {
        try
        {
            using var json = new MemoryStream(Encoding.UTF8.GetBytes(text), writable: false);
            return ConversionResult.Success(await options.Value.Serializer!.DeserializeAsync(json, type, CancellationToken.None));
        }
        catch (Exception exception)
        {
            return ConversionResult.Failed(exception);
        }
    }
}
