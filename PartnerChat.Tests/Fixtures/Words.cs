using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace PartnerChat.Tests.Fixtures;

/// <summary>The pages' words, without a server.</summary>
internal static class Words
{
    public static IStringLocalizer<TTexts> Of<TTexts>() =>
        new StringLocalizer<TTexts>(new ResourceManagerStringLocalizerFactory(Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance));
}
