using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Localization;

namespace PartnerChat.Web.Resources;

/// <summary>The words that scripts show (their keys begin with <c>Js.</c>), as the chat page hands them to the browser.</summary>
public sealed class BrowserTexts(IStringLocalizerFactory localizers)
{
    private const string Prefix = "Js.";

    private readonly List<IStringLocalizer> _areas = [.. typeof(BrowserTexts).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(BrowserTexts).Namespace && type.Name.EndsWith("Texts", StringComparison.Ordinal) && type != typeof(BrowserTexts))
        .OrderBy(type => type.Name, StringComparer.Ordinal)
        .Select(localizers.Create)];
    private readonly ConcurrentDictionary<string, string> _known = new();

    /// <summary>A JSON object of key and text, in the reader's language.</summary>
    public string Json => _known.GetOrAdd(CultureInfo.CurrentUICulture.Name, _ => JsonSerializer.Serialize(
        _areas.SelectMany(area => area.GetAllStrings(includeParentCultures: true))
            .Where(text => text.Name.StartsWith(Prefix, StringComparison.Ordinal))
            .DistinctBy(text => text.Name)
            .ToDictionary(text => text.Name, text => text.Value)));
}
