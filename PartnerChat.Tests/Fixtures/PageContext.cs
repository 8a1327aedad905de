using System.Globalization;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace PartnerChat.Tests.Fixtures;

/// <summary>Components as an English reader gets them.</summary>
public abstract class PageContext : BunitContext
{
    protected PageContext()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        Services.AddLocalization();
    }
}
