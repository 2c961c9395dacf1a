using System.Collections.Frozen;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using DurableSagas.SagaFunctions.Http;

namespace DurableSagas.SagaFunctions.Page;

/// <summary>All that the page is made of: resources of this assembly, read once, which refer to each other by their hashed names.</summary>
public sealed partial class PageFiles
{
    private const string Prefix = "DurableSagas.SagaFunctions.Page.";
    private const string Entrance = "index.html";

    private static readonly FrozenDictionary<string, string> _contentTypes = new Dictionary<string, string>
    {
        [".css"] = "text/css; charset=utf-8",
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, PageFile> _byName;

    internal PageFiles()
    {
        Dictionary<string, PageFile> made = new(StringComparer.Ordinal);
        Index = FileOf(Entrance, made);
        _byName = made.Values.Where(file => file != Index).ToFrozenDictionary(file => file.Name, StringComparer.Ordinal);
    }

    internal PageFile Index { get; }

    internal IEnumerable<PageFile> All => _byName.Values.Prepend(Index);

    /// <summary>Null when none has this name.</summary>
    internal PageFile? Find(string name) => _byName.GetValueOrDefault(name);

    // What a file refers to is made first: its hash stands in the file, and so counts for the file's own.
    private static PageFile FileOf(string name, Dictionary<string, PageFile> made)
    {
        if (!made.TryGetValue(name, out var file))
        {
            var text = Reference().Replace(TextOf(name), found => Flat(found.Groups["place"].Value) + FileOf(found.Groups["name"].Value, made).Name);
            var hash = EntityTags.HashOf(Encoding.UTF8.GetBytes(text));
            var (stem, type) = (Path.GetFileNameWithoutExtension(name), Path.GetExtension(name));
            made[name] = file = new PageFile($"{stem}.{hash}{type}", text, _contentTypes[type], hash);
        }

        return file;
    }

    // All are sent from one folder.
    private static string Flat(string place) => place.StartsWith('.') ? "./" : place;

    private static string TextOf(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream($"{Prefix}{name}")!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("""(?<=["'])(?<place>(\.\.?|ui)/([A-Z][a-z]+/)?)(?<name>[a-z-]+\.(css|js))(?=["'])""")]
    private static partial Regex Reference();
}
